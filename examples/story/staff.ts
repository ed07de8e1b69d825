/**
 * People on post of each unit of 演示省; every other figure grows with it. All of it is invented: 演示数据.
 * The six digits of a unit's code are its region's.
 */
export const staff: Record<string, number> = {
  U990000: 2380,
  U990100: 1240,
  U990200: 1090,
  U990300: 960,
  U990101: 1450,
  U990102: 980,
  U990103: 720,
  U990104: 610,
  U990201: 1310,
  U990202: 870,
  U990203: 790,
  U990204: 540,
  U990301: 1180,
  U990302: 830,
  U990303: 650,
  U990304: 480,
  U999001: 520,
};
