import { within, type Case } from "./case.ts";

const area = (room: string, service: string, equip: string) => ({
  off_build_area: "1000",
  off_room_use_area: room,
  off_service_area: service,
  off_equip_area: equip,
});

export const office: Case[] = [
  ["VR13", "block", "F_OFF", "true", area("600", "300", "100")],
  ["VR13", "block", "F_OFF", "false", area("600", "300", "100.01")],
  // 60 % of 1000, the least use factor of a high-rise (发改投资〔2014〕2674号).
  ["VR13_RATIO", "warn", "F_OFF", "true", area("400", "150", "50")],
  ["VR13_RATIO", "warn", "F_OFF", "false", area("400", "150", "49.99")],
  // 9 % of 600 + 400, from S=[A+B+(A+B)×9%]/K+C.
  ["VR14", "warn", "F_OFF", "true", area("600", "400", "90")],
  ["VR14", "warn", "F_OFF", "false", area("600", "400", "90.01")],
  ["VR15", "issue", "F_OFF", "true", { off_room_use_area: "500", off_approved_area: "500" }],
  ["VR15", "issue", "F_OFF", "false", { off_room_use_area: "500.01", off_approved_area: "500" }],
  ["VR15", "issue", "F_OFF", "silent", { off_room_use_area: "500" }],
  ...within("VR16_OVERSTANDARD", "F_OFF", "rooms_overstandard", "rooms_total"),
  ...within("VR16_ARCHIVED", "F_OFF", "rooms_archived", "rooms_total"),
  // A bureau may report the title of its whole region beside the gross area of itself alone: a question, never a block.
  ["VR17_REGISTERED", "explain", "F_OFF", "true", { off_registered_area: "1000", off_build_area: "1000" }],
  ["VR17_REGISTERED", "explain", "F_OFF", "false", { off_registered_area: "1000.01", off_build_area: "1000" }],
  ["VR17_REGISTERED", "explain", "F_OFF", "silent", { off_build_area: "1000" }],
  ["VR17_IDLE", "explain", "F_OFF", "true", { off_idle_area: "1000", off_build_area: "1000" }],
  ["VR17_IDLE", "explain", "F_OFF", "false", { off_idle_area: "1000.01", off_build_area: "1000" }],
  ["VR17_IDLE", "explain", "F_OFF", "silent", { off_build_area: "1000" }],
  ["VR18_COUNT", "issue", "F_OFF", "true", { rooms_overstandard: "0" }],
  ["VR18_COUNT", "issue", "F_OFF", "false", { rooms_overstandard: "1" }],
  ["VR20_COUNT", "issue", "F_OFF", "true", { off_retired_unreturned: "0" }],
  ["VR20_COUNT", "issue", "F_OFF", "false", { off_retired_unreturned: "1" }],
  ["VR22", "issue", "F_OFF", "true", { off_rent_in_unapproved_area: "0" }],
  ["VR22", "issue", "F_OFF", "false", { off_rent_in_unapproved_area: "0.01" }],
];
