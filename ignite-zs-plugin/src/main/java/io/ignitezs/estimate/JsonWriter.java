package io.ignitezs.estimate;

import java.util.Locale;

/** Writes JSON, value by value. Whoever uses it opens and closes in pairs. */
final class JsonWriter {
    private final StringBuilder text = new StringBuilder();

    /** Whether a value has come before in what is open. */
    private boolean comma;

    JsonWriter open(char bracket) {
        separate();
        text.append(bracket);
        comma = false;
        return this;
    }

    JsonWriter close(char bracket) {
        text.append(bracket);
        comma = true;
        return this;
    }

    /** The value follows. */
    JsonWriter name(String name) {
        value(name);
        text.append(':');
        comma = false;
        return this;
    }

    JsonWriter value(String value) {
        separate();
        text.append('"');
        for (int i = 0; i < value.length(); i++)
            character(value.charAt(i));
        text.append('"');
        return this;
    }

    JsonWriter value(long value) {
        separate();
        text.append(value);
        return this;
    }

    /** What is no number is null. */
    JsonWriter value(double value) {
        separate();
        text.append(Double.isFinite(value) ? String.format(Locale.ROOT, "%.6f", value) : "null");
        return this;
    }

    private void separate() {
        if (comma)
            text.append(',');
        comma = true;
    }

    private void character(char c) {
        if (c == '"' || c == '\\')
            text.append('\\').append(c);
        else if (c < ' ')
            text.append(String.format(Locale.ROOT, "\\u%04x", (int)c));
        else
            text.append(c);
    }

    @Override public String toString() {
        return text.toString();
    }
}
