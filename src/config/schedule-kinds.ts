/** Kinds of settings for recurring times. */
import { parseSchedule, writeSchedule, type Schedule } from '../core/schedule.js';
import { invalid, valid, type Kind } from './kinds.js';

/** A time of day in local time. */
export const daily: Kind<Schedule> = {
  expected: { kind: 'plain', form: 'time-of-day' },
  read: (text) => {
    const schedule = parseSchedule(text);
    return schedule && schedule.weekday === undefined ? valid(schedule) : invalid;
  },
  write: writeSchedule,
};

/** A day of the week and a time of day in local time. */
export const weekly: Kind<Schedule> = {
  expected: { kind: 'plain', form: 'time-of-week' },
  read: (text) => {
    const schedule = parseSchedule(text);
    return schedule && schedule.weekday !== undefined ? valid(schedule) : invalid;
  },
  write: writeSchedule,
};
