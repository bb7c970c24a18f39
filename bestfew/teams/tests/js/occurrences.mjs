/* What ical.js makes of a calendar on stdin: "UID begin end status", one a line, in
   universal time, up to the moment given as argument. */
import { readFileSync } from "node:fs";
import ICAL from "../../../../tests/vendor/ical.min.js";

const until = Date.parse(process.argv[2]);
const book = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));
for (const zone of book.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);

const events = book.getAllSubcomponents("vevent").map((each) => new ICAL.Event(each));
const masters = new Map(
  events.filter((each) => !each.isRecurrenceException()).map((each) => [each.uid, each]),
);
const found = [];

function say(event, begin, end) {
  const status = event.component.getFirstPropertyValue("status") ?? "CONFIRMED";
  const times = [begin, end].map((each) => each.toJSDate().toISOString());
  found.push([event.uid, ...times, status].join(" "));
}

for (const event of events.filter((each) => each.isRecurrenceException())) {
  const master = masters.get(event.uid);
  if (master) master.relateException(event);
  else say(event, event.startDate, event.endDate);
}
for (const event of masters.values()) {
  if (!event.isRecurring()) {
    say(event, event.startDate, event.endDate);
    continue;
  }
  const days = event.iterator();
  for (let day = days.next(); day && day.toJSDate() < until; day = days.next()) {
    const { item, startDate, endDate } = event.getOccurrenceDetails(day);
    say(item, startDate, endDate);
  }
}
console.log(found.sort().join("\n"));
