// Months as numbers, so that they can be counted with: dates of papers are years, months or days.

const NAMES = "January February March April May June July August September October November December".split(" ");
const DATE = /^(\d{4})(?:-(0[1-9]|1[0-2]))?/;

// The first and the last month that a date may mean: a year means all of its months; null where there is no date.
export function monthsOf(date) {
  const [, year, month] = DATE.exec(date || "") || [];
  if (!year) return null;
  const january = Number(year) * 12;
  return month ? [january + Number(month) - 1, january + Number(month) - 1] : [january, january + 11];
}

export function yearOf(month) {
  return Math.floor(month / 12);
}

// As addresses and data write it: 2024-03.
export function monthText(month) {
  return `${String(yearOf(month)).padStart(4, "0")}-${String((month % 12) + 1).padStart(2, "0")}`;
}

// As people read it: March 2024.
export function monthName(month) {
  return `${NAMES[month % 12]} ${yearOf(month)}`;
}
