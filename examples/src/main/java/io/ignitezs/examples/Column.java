package io.ignitezs.examples;

/** A column of a table. */
final class Column {
    private final String name;
    private final ColumnType type;

    Column(String name, ColumnType type) {
        this.name = name;
        this.type = type;
    }

    String name() {
        return name;
    }

    ColumnType type() {
        return type;
    }
}
