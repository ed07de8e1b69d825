import { between } from "./chance.ts";
import { part, type Figures } from "./cell.ts";
import { careful, staffIn, type Profile } from "./profile.ts";

/** F_SRV for a quarter (0 to 3) of a year (0 = first): requests, emergencies, resources, the list of services, meetings, receptions. */
export function services(profile: Profile, year: number, quarter: number): Figures {
  const { code } = profile;
  const people = staffIn(profile, year);
  const wobble = (what: string) => between(0.92, 1.08, code, year, quarter, what);
  const count = (low: number, high: number, what: string) =>
    Math.max(1, Math.round(people * between(low, high, code, what) * wobble(what)));
  const share = (low: number, high: number, what: string) => careful(profile, year, low, high, what) * wobble(what);
  const requests = count(0.9, 1.6, "requests");
  const hours = 6.4 - 5.2 * careful(profile, year, 0, 1, "response");
  const emergencies = Math.floor(between(0, 6, code, year, quarter, "emergencies"));
  const resources = count(0.12, 0.22, "resources");
  const items = Math.round(between(46, 82, code, "services"));
  const listed = (low: number, high: number, what: string) =>
    String(part(items, careful(profile, year, low, high, what)));
  const meetings = count(0.08, 0.14, "meetings");
  const receptions = count(0.02, 0.04, "receptions");
  return {
    req_total: String(requests),
    req_ontime: String(part(requests, share(0.84, 1, "requests in time"))),
    req_response_hours: (requests * hours * wobble("hours")).toFixed(1),
    emer_events: String(emergencies),
    emer_ontime: String(part(emergencies, share(0.75, 1.1, "emergencies in time"))),
    res_requests: String(resources),
    res_fulfilled: String(part(resources, share(0.8, 1, "resources granted"))),
    svc_items: String(items),
    svc_online: listed(0.45, 0.95, "online"),
    svc_multichannel: listed(0.35, 0.9, "channels"),
    svc_selectable: listed(0.12, 0.6, "choices"),
    meetings: String(meetings),
    video_meetings: String(part(meetings, share(0.15, 0.5, "video meetings"))),
    receptions: String(receptions),
    receptions_letter: String(part(receptions, careful(profile, year, 0.95, 1.06, "letters"))),
  };
}
