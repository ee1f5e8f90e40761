package io.ignitezs.estimate;

import java.util.ArrayList;
import java.util.List;

/** Columns as wide as they need to be: those of the first few are words, the others numbers. */
final class TextTable {
    private final int wordColumns;
    private final List<String[]> rows = new ArrayList<>();

    TextTable(int wordColumns, String... head) {
        this.wordColumns = wordColumns;
        rows.add(head);
    }

    /** As many cells as the head has. */
    void row(String... cells) {
        assert cells.length == rows.get(0).length : cells.length;
        rows.add(cells);
    }

    @Override public String toString() {
        StringBuilder text = new StringBuilder();
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.length; column++)
                line.append(column == 0 ? "" : "  ").append(padded(row[column], width(column), column < wordColumns));
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row[column].length()).max().orElse(0);
    }

    private static String padded(String cell, int width, boolean word) {
        String spaces = " ".repeat(width - cell.length());
        return word ? cell + spaces : spaces + cell;
    }
}
