package io.ignitezs.estimate;

import java.util.Locale;

/** Writes one document of JSON, on one line. Whoever uses it begins and ends in pairs. */
public final class Json {
    private final StringBuilder text = new StringBuilder();

    public Json beginObject() {
        return begin('{');
    }

    public Json endObject() {
        text.append('}');
        return this;
    }

    public Json beginArray() {
        return begin('[');
    }

    public Json endArray() {
        text.append(']');
        return this;
    }

    public Json name(String name) {
        separate();
        string(name);
        text.append(':');
        return this;
    }

    /** A number, a truth value, null, or text. What is no number is null, so that a field has one type. */
    public Json value(Object value) {
        separate();
        if (value == null || value instanceof Boolean || value instanceof Number)
            text.append(value instanceof Number && !Double.isFinite(((Number)value).doubleValue()) ? null : value);
        else
            string(value.toString());
        return this;
    }

    /** A number with six digits behind the point; what is no number is null. */
    public Json real(double value) {
        separate();
        text.append(Double.isFinite(value) ? String.format(Locale.ROOT, "%.6f", value) : "null");
        return this;
    }

    @Override public String toString() {
        return text.toString();
    }

    private Json begin(char bracket) {
        separate();
        text.append(bracket);
        return this;
    }

    private void separate() {
        char last = text.length() == 0 ? '{' : text.charAt(text.length() - 1);
        if (last != '{' && last != '[' && last != ':')
            text.append(',');
    }

    private void string(String value) {
        text.append('"');
        value.chars().forEach(this::character);
        text.append('"');
    }

    private void character(int character) {
        if (character == '"' || character == '\\')
            text.append('\\').append((char)character);
        else if (character < ' ')
            text.append(String.format(Locale.ROOT, "\\u%04x", character));
        else
            text.append((char)character);
    }
}
