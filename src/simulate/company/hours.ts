/** How busy a routine is in an hour, 0 to 1. */
export type Hours = (time: Date) => number;

/** Machines never sleep. */
export const always: Hours = () => 1;

/** People: weekdays, 8 to 18 in their time zone, a few in the evening, hardly any at weekends. */
export const office =
  (utcOffset: number): Hours =>
  (time) => {
    const local = new Date(time.getTime() + utcOffset * 3_600_000);
    const weekend = local.getUTCDay() === 0 || local.getUTCDay() === 6;
    const hour = local.getUTCHours();
    const activity = hour >= 8 && hour < 18 ? 1 : hour >= 18 && hour < 22 ? 0.15 : 0.01;
    return weekend ? activity * 0.06 : activity;
  };

/** Jobs of the night. */
export const nightly =
  (fromHour: number, hours: number): Hours =>
  (time) =>
    (time.getUTCHours() - fromHour + 24) % 24 < hours ? 1 : 0;
