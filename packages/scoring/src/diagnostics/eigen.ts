import { EigenvalueDecomposition, Matrix } from "ml-matrix";

/** Eigenvalues of a symmetric matrix from the largest down, with unit vectors whose largest entry (in size) is positive. */
export function symmetricEigen(matrix: readonly (readonly number[])[]): { values: number[]; vectors: number[][] } {
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(
    new Matrix(matrix.map((row) => [...row])),
    { assumeSymmetric: true },
  );
  const order = realEigenvalues.map((_, i) => i).sort((i, j) => realEigenvalues[j]! - realEigenvalues[i]!);
  return {
    values: order.map((i) => realEigenvalues[i]!),
    vectors: order.map((i) => {
      const vector = eigenvectorMatrix.getColumn(i);
      const largest = vector.reduce((best, own) => (Math.abs(own) > Math.abs(best) + 1e-12 ? own : best), 0);
      return largest < 0 ? vector.map((own) => 0 - own) : vector;
    }),
  };
}

export function dominantEigen(matrix: readonly (readonly number[])[]): { value: number; vector: number[] } {
  const { values, vectors } = symmetricEigen(matrix);
  return { value: values[0]!, vector: vectors[0]! };
}
