package io.ignitezs.examples;

/** What a column holds. */
enum ColumnType {
    TEXT(String.class),
    LONG(Long.class),
    DOUBLE(Double.class);

    private final Class<?> javaType;

    ColumnType(Class<?> javaType) {
        this.javaType = javaType;
    }

    String javaTypeName() {
        return javaType.getName();
    }

    Class<?> javaType() {
        return javaType;
    }

    /** @return null for an empty number */
    Object parse(String text) {
        if (this == TEXT)
            return text;
        if (text.isEmpty())
            return null;
        return this == LONG ? (Object)Long.valueOf(text) : (Object)Double.valueOf(text);
    }

    /** The narrowest type that holds all that this one does, and {@code text}. */
    ColumnType widenedBy(String text) {
        if (this == TEXT || text.isEmpty())
            return this;
        if (this == LONG && isLong(text))
            return LONG;
        return isDouble(text) ? DOUBLE : TEXT;
    }

    /** Only what a LONG prints again letter for letter: 007 is a text. */
    private static boolean isLong(String text) {
        try {
            return Long.toString(Long.parseLong(text)).equals(text);
        }
        catch (NumberFormatException e) {
            return false;
        }
    }

    private static boolean isDouble(String text) {
        return text.matches("-?(0|[1-9][0-9]{0,14})(\\.[0-9]{1,9})?");
    }
}
