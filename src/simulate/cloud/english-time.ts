const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/**
 * A time as IAM and STS write it into their answers: `Jan 7, 2026, 2:31:02 AM`, UTC, with the comma after the year of newer records.
 *
 * @param time milliseconds.
 */
export function englishTime(time: number): string {
  const date = new Date(time);
  const hour = date.getUTCHours();
  const clock = [hour % 12 || 12, two(date.getUTCMinutes()), two(date.getUTCSeconds())].join(':');
  return `${MONTHS[date.getUTCMonth()]} ${date.getUTCDate()}, ${date.getUTCFullYear()}, ${clock} ${hour < 12 ? 'AM' : 'PM'}`;
}

const two = (value: number): string => String(value).padStart(2, '0');
