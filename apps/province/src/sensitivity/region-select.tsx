import { useMemo } from "react";
import type { Matrix } from "./matrix.ts";

type Props = {
  label: string;
  matrix: Matrix;
  value: number | undefined;
  onChange: (region: number | undefined) => void;
  /** What no choice is called. */
  none: string;
};

/** A ranked region, in the order of the stored places. */
export function RegionSelect({ label, matrix, value, onChange, none }: Props) {
  const options = useMemo(
    () =>
      matrix.regions
        .filter(({ rank }) => rank !== null)
        .toSorted((a, b) => a.rank! - b.rank!)
        .map(({ regionId, name, rank }) => (
          <option key={regionId} value={regionId}>
            {rank} {name}
          </option>
        )),
    [matrix],
  );
  return (
    <label className="inline-field">
      {label}
      <select
        className="input"
        value={value ?? ""}
        onChange={({ target }) => onChange(target.value === "" ? undefined : Number(target.value))}
      >
        <option value="">{none}</option>
        {options}
      </select>
    </label>
  );
}
