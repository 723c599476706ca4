package io.millrace.scenarios.query;

import java.util.List;

/**
 * How many rows each two cells of some terms have in common: the matrix of the normal equations of
 * an {@link AdditiveFit}.
 */
final class CommonRows {
  /** Cells of which all pairs are still counted, in some 36 MB. */
  private static final int MOST_CELLS = 3000;

  /** Rows whose cells are found at once, so that they stay near the processor. */
  private static final int BLOCK = 2048;

  private final int[][] counts;

  /** Whether there are so few cells that their pairs can be counted. */
  static boolean areFew(List<? extends AdditiveFit.Term> terms) {
    return terms.stream().mapToLong(AdditiveFit.Term::cells).sum() <= MOST_CELLS;
  }

  /** Counts them. */
  CommonRows(List<? extends AdditiveFit.Term> terms, int rows) {
    int cells = terms.stream().mapToInt(AdditiveFit.Term::cells).sum();
    this.counts = new int[cells][cells];
    int[][] block = new int[terms.size()][BLOCK];
    for (int start = 0; start < rows; start += BLOCK) {
      int size = Math.min(BLOCK, rows - start);
      int from = 0;
      for (int term = 0; term < block.length; term++) {
        for (int row = 0; row < size; row++) {
          block[term][row] = from + terms.get(term).cell(start + row);
        }
        from += terms.get(term).cells();
      }
      for (int one = 0; one < block.length; one++) {
        for (int other = 0; other <= one; other++) {
          count(block[one], block[other], size);
        }
      }
    }
    for (int one = 0; one < cells; one++) {
      for (int other = 0; other < one; other++) {
        counts[other][one] = counts[one][other];
      }
    }
  }

  private void count(int[] ones, int[] others, int size) {
    for (int row = 0; row < size; row++) {
      counts[ones[row]][others[row]]++;
    }
  }

  /** Their product with a number for each cell. */
  double[] times(double[] numbers) {
    double[] product = new double[numbers.length];
    for (int cell = 0; cell < product.length; cell++) {
      int[] common = counts[cell];
      double sum = 0;
      for (int other = 0; other < common.length; other++) {
        sum += common[other] * numbers[other];
      }
      product[cell] = sum;
    }
    return product;
  }
}
