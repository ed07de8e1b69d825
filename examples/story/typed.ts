import type { Figures } from "./cell.ts";

/**
 * Two counties whose figures are written down here instead of being made, so that their results can be worked out with
 * pencil and paper: 湖心区 (990101) and 望湖县 (990102). Rows replace what would have been made for these cells.
 */
export const typed: Record<string, Figures | undefined> = {
  "U990101 F_BAS 2025": { staff_quota: "1500", staff_on_post: "1450", energy_users: "1900" },
  "U990102 F_BAS 2025": { staff_quota: "1010", staff_on_post: "980", energy_users: "1280" },
  "U990101 F_OFF 2025": {
    ...areas("40000.00", "16800.00", "6600.00", "1800.00", "17500.00"),
    ...rooms("900", "9", "828"),
    ...title("34000.00", "600.00", "200.00"),
  },
  "U990102 F_OFF 2025": {
    ...areas("28000.00", "11760.00", "4480.00", "1300.00", "11200.00"),
    ...rooms("640", "16", "480"),
    ...title("19600.00", "840.00", "360.00"),
  },
  "U990101 F_CST_Y 2024": spending("20000.00", "22.00", "80.00", "330.00", "68.00", "520.00"),
  "U990101 F_CST_Y 2025": spending("18850.00", "20.00", "64.00", "312.60", "43.40", "460.00"),
  "U990102 F_CST_Y 2024": spending("13000.00", "10.00", "30.00", "210.00", "50.00", "310.00"),
  "U990102 F_CST_Y 2025": spending("13720.00", "9.00", "75.00", "208.00", "53.00", "350.00"),
  "U990101 F_VEH 2025Q1": {
    ...held([6, 30, 60, 10, 14], [6, 30, 60, 10, 14], 108),
    ...added(0, 0),
    ...use("372000", 5200, 640, 0),
  },
  "U990101 F_VEH 2025Q2": {
    ...held([6, 30, 60, 10, 14], [6, 30, 60, 10, 14], 108),
    ...added(4, 3),
    ...use("390000", 5400, 660, 0),
  },
  "U990101 F_VEH 2025Q3": {
    ...held([6, 30, 60, 10, 14], [6, 30, 60, 10, 14], 110),
    ...added(0, 0),
    ...use("405000", 5600, 700, 1),
  },
  "U990101 F_VEH 2025Q4": {
    ...held([6, 30, 60, 10, 14], [6, 31, 61, 10, 15], 111),
    ...added(4, 3),
    ...use("396000", 5480, 690, 0),
  },
  "U990102 F_VEH 2025Q1": {
    ...held([4, 20, 40, 6, 10], [4, 20, 39, 6, 9], 60),
    ...added(2, 1),
    ...use("221000", 3100, 310, 0),
  },
  "U990102 F_VEH 2025Q2": {
    ...held([4, 20, 40, 6, 10], [4, 20, 39, 6, 9], 62),
    ...added(0, 0),
    ...use("230000", 3200, 330, 0),
  },
  "U990102 F_VEH 2025Q3": {
    ...held([4, 20, 40, 6, 10], [4, 20, 39, 6, 9], 62),
    ...added(3, 1),
    ...use("238000", 3300, 350, 1),
  },
  "U990102 F_VEH 2025Q4": {
    ...held([4, 20, 40, 6, 10], [4, 20, 39, 6, 9], 65),
    ...added(0, 0),
    ...use("229000", 3180, 320, 1),
  },
};

function areas(
  off_build_area: string,
  off_room_use_area: string,
  off_service_area: string,
  off_equip_area: string,
  off_approved_area: string,
): Figures {
  return { off_build_area, off_room_use_area, off_service_area, off_equip_area, off_approved_area };
}

function rooms(rooms_total: string, rooms_overstandard: string, rooms_archived: string): Figures {
  return { rooms_total, rooms_overstandard, rooms_archived };
}

function title(off_registered_area: string, off_idle_area: string, off_idle_reused_area: string): Figures {
  return { off_registered_area, off_idle_area, off_idle_reused_area };
}

function spending(
  op_cost_total: string,
  abroad_exp: string,
  veh_purchase_exp: string,
  veh_run_exp: string,
  reception_exp: string,
  three_public_budget: string,
): Figures {
  return {
    op_cost_total,
    abroad_exp,
    veh_purchase_exp,
    veh_run_exp,
    reception_exp,
    three_public_budget,
  };
}

function held(quota: readonly number[], actual: readonly number[], platform: number): Figures {
  return {
    ...byClass("veh_quota", quota),
    ...byClass("veh_actual", actual),
    veh_on_platform: String(platform),
  };
}

function added(all: number, newEnergy: number): Figures {
  return { ...byClass("veh_new", [0, 0, 0, 0, all]), veh_new_nev: String(newEnergy) };
}

function use(veh_km: string, trips: number, carpool: number, violations: number): Figures {
  return {
    veh_km,
    veh_trips: String(trips),
    veh_carpool_trips: String(carpool),
    veh_violations: String(violations),
  };
}

/** A count for each class of vehicle, and their total. */
export function byClass(measure: string, counts: readonly number[]): Figures {
  const classes = ["confidential", "emergency", "enforcement", "special", "other"];
  return {
    [measure]: String(counts.reduce((sum, n) => sum + n, 0)),
    ...Object.fromEntries(classes.map((name, at) => [`${measure}/veh_class:${name}`, String(counts[at]!)])),
  };
}
