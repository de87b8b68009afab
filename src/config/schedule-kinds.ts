/** Kinds of the settings that say when something comes back. */
import { parseSchedule, writeSchedule, type Schedule } from '../core/schedule.js';
import { invalid, valid, type Kind } from './kinds.js';

/** A time of the day, by the clock of the machine. */
export const daily: Kind<Schedule> = {
  expected: { ru: 'время суток, например 08:00', en: 'a time of the day, for example 08:00' },
  read: (text) => {
    const schedule = parseSchedule(text);
    return schedule && schedule.weekday === undefined ? valid(schedule) : invalid;
  },
  write: writeSchedule,
};

/** A day of the week with a time, by the clock of the machine. */
export const weekly: Kind<Schedule> = {
  expected: {
    ru: 'день недели и время, например Monday 08:00 или понедельник 08:00',
    en: 'a day of the week and a time, for example Monday 08:00',
  },
  read: (text) => {
    const schedule = parseSchedule(text);
    return schedule?.weekday === undefined ? invalid : valid(schedule);
  },
  write: writeSchedule,
};
