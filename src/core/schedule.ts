/** Recurring moments in the local time of the machine: daily or weekly. */
export interface Schedule {
  /** 0 is Sunday; `undefined`: every day. */
  readonly weekday: number | undefined;
  readonly hour: number;
  readonly minute: number;
}

/**
 * Weekdays as they are written back, and their other names. Each may be abbreviated to its first two or three letters.
 */
const WEEKDAYS: readonly (readonly [english: string, russian: string, short: string])[] = [
  ['Sunday', 'воскресенье', 'вс'],
  ['Monday', 'понедельник', 'пн'],
  ['Tuesday', 'вторник', 'вт'],
  ['Wednesday', 'среда', 'ср'],
  ['Thursday', 'четверг', 'чт'],
  ['Friday', 'пятница', 'пт'],
  ['Saturday', 'суббота', 'сб'],
];

const DAY_MS = 24 * 60 * 60_000;
/** A mail that is later than this is of no use: the next moment is awaited. */
const LATEST_MS = 12 * 60 * 60_000;

/** Reads `08:00` or `Monday 08:00`, also in Russian; `undefined` for anything else. */
export function parseSchedule(text: string): Schedule | undefined {
  const { day, hour, minute } =
    /^(?:(?<day>\p{L}+)\.?,?\s+)?(?<hour>\d{1,2})[:.](?<minute>\d{2})$/u.exec(text.trim())
      ?.groups ?? {};
  const at = { hour: Number(hour ?? Number.NaN), minute: Number(minute ?? Number.NaN) };
  if (!(at.hour <= 23 && at.minute <= 59)) return undefined;
  if (day === undefined) return { weekday: undefined, ...at };
  const weekday = WEEKDAYS.findIndex((names) => isOneOf(day.toLowerCase(), names));
  return weekday < 0 ? undefined : { weekday, ...at };
}

function isOneOf(found: string, [english, russian, short]: (typeof WEEKDAYS)[number]): boolean {
  const lower = english.toLowerCase();
  return [lower, lower.slice(0, 3), lower.slice(0, 2), russian, short].includes(found);
}

/** Text that `parseSchedule` reads as this schedule. */
export function writeSchedule({ weekday, hour, minute }: Schedule): string {
  const time = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
  const name = weekday === undefined ? undefined : WEEKDAYS[weekday]?.[0];
  return name === undefined ? time : `${name} ${time}`;
}

/**
 * The latest moment of the schedule that is not after `wallMs`, as Unix milliseconds. Once per calendar day: a time
 * skipped by a clock change comes that much later; one that exists twice counts the first time.
 */
export function lastDue({ weekday, hour, minute }: Schedule, wallMs: number): number {
  const now = new Date(wallMs);
  for (let back = 0; ; back++) {
    const due = new Date(now.getFullYear(), now.getMonth(), now.getDate() - back, hour, minute);
    const isDay = weekday === undefined || due.getDay() === weekday;
    if (isDay && due.getTime() <= wallMs) return due.getTime();
  }
}

/**
 * The moment that is due now; `undefined` when it has been met already or is long past.
 * @param metUnixMs the last moment that was met, by any agent
 */
export function dueNow(schedule: Schedule, metUnixMs: number, wallMs: number): number | undefined {
  const due = lastDue(schedule, wallMs);
  // A clock that was once far ahead must not suppress the schedule until then.
  const met = metUnixMs - wallMs > 8 * DAY_MS ? 0 : metUnixMs;
  return due > met && wallMs - due <= LATEST_MS ? due : undefined;
}
