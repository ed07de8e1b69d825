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
  "U990101 F_CST_Y 2024": { op_cost_total: "20000.00", three_public_budget: "520.00" },
  "U990101 F_CST_Y 2025": { op_cost_total: "18850.00", three_public_budget: "460.00" },
  "U990102 F_CST_Y 2024": { op_cost_total: "13000.00", three_public_budget: "310.00" },
  "U990102 F_CST_Y 2025": { op_cost_total: "13720.00", three_public_budget: "350.00" },
  // The year: abroad 22, purchase 80, running 330, reception 68.
  "U990101 F_CST 2024Q1": spending("6.00", "0", "80.00", "16.00"),
  "U990101 F_CST 2024Q2": spending("4.00", "40.00", "84.00", "17.00"),
  "U990101 F_CST 2024Q3": spending("7.00", "0", "85.00", "18.00"),
  "U990101 F_CST 2024Q4": spending("5.00", "40.00", "81.00", "17.00"),
  // The year: 20, 64, 312.60, 43.40; two yuan of running for every kilometer.
  "U990101 F_CST 2025Q1": spending("5.00", "0", "74.40", "10.20"),
  "U990101 F_CST 2025Q2": spending("0", "32.00", "78.00", "11.30"),
  "U990101 F_CST 2025Q3": spending("9.00", "0", "81.00", "9.80"),
  "U990101 F_CST 2025Q4": spending("6.00", "32.00", "79.20", "12.10"),
  // The year: 10, 30, 210, 50.
  "U990102 F_CST 2024Q1": spending("2.00", "0", "51.00", "12.00"),
  "U990102 F_CST 2024Q2": spending("3.00", "30.00", "53.00", "13.00"),
  "U990102 F_CST 2024Q3": spending("3.00", "0", "54.00", "12.00"),
  "U990102 F_CST 2024Q4": spending("2.00", "0", "52.00", "13.00"),
  // The year: 9, 75, 208, 53.
  "U990102 F_CST 2025Q1": spending("0", "30.00", "50.20", "12.00"),
  "U990102 F_CST 2025Q2": spending("4.00", "0", "52.20", "14.00"),
  "U990102 F_CST 2025Q3": spending("5.00", "45.00", "54.00", "13.00"),
  "U990102 F_CST 2025Q4": spending("0", "0", "51.60", "14.00"),
  "U990101 F_VEH 2025Q1": {
    ...held([6, 30, 60, 10, 14], [6, 30, 60, 10, 14], 108),
    ...added(0, 0),
    ...use("372000", 5200, 570, {}),
  },
  "U990101 F_VEH 2025Q2": {
    ...held([6, 30, 60, 10, 14], [6, 30, 60, 10, 14], 108),
    ...added(4, 3),
    ...use("390000", 5400, 590, {}),
  },
  "U990101 F_VEH 2025Q3": {
    ...held([6, 30, 60, 10, 14], [6, 30, 60, 10, 14], 110),
    ...added(0, 0),
    ...use("405000", 5600, 620, { self: 1 }),
  },
  "U990101 F_VEH 2025Q4": {
    ...held([6, 30, 60, 10, 14], [6, 31, 61, 10, 15], 111),
    ...added(4, 3),
    ...use("396000", 5480, 610, {}),
  },
  "U990102 F_VEH 2025Q1": {
    ...held([4, 20, 40, 6, 10], [4, 20, 39, 6, 9], 60),
    ...added(2, 1),
    ...use("221000", 3100, 310, {}),
  },
  "U990102 F_VEH 2025Q2": {
    ...held([4, 20, 40, 6, 10], [4, 20, 39, 6, 9], 62),
    ...added(0, 0),
    ...use("230000", 3200, 330, {}),
  },
  "U990102 F_VEH 2025Q3": {
    ...held([4, 20, 40, 6, 10], [4, 20, 39, 6, 9], 62),
    ...added(3, 1),
    ...use("238000", 3300, 350, { external: 1 }),
  },
  "U990102 F_VEH 2025Q4": {
    ...held([4, 20, 40, 6, 10], [4, 20, 39, 6, 9], 65),
    ...added(0, 0),
    ...use("229000", 3180, 320, { self: 1 }),
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

function spending(abroad_exp: string, veh_purchase_exp: string, veh_run_exp: string, reception_exp: string): Figures {
  return { abroad_exp, veh_purchase_exp, veh_run_exp, reception_exp };
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

function use(veh_km: string, trips: number, carpool: number, violations: { self?: 1; external?: 1 }): Figures {
  // Of ten kilometers eight burn fuel, nine liters for every hundred of them.
  const burning = Number(veh_km) * 0.8;
  return {
    veh_km,
    "veh_km/fuel_type:fuel": String(burning),
    veh_fuel_l: String(burning * 0.09),
    veh_trips: String(trips),
    veh_carpool_trips: String(carpool),
    veh_violations_self: String(violations.self ?? 0),
    veh_violations_external: String(violations.external ?? 0),
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
