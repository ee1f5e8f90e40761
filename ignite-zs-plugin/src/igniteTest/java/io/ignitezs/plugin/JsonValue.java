package io.ignitezs.plugin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A value of JSON, read strictly: whatever the grammar does not allow is an error. */
final class JsonValue {
    private static final class Reader {
        private final String text;
        private int at;

        private Reader(String text) {
            this.text = text;
        }

        private Object value() {
            char first = peek();
            if (first == '{')
                return object();
            if (first == '[')
                return array();
            return first == '"' ? string() : literal();
        }

        private Map<String, Object> object() {
            Map<String, Object> members = new LinkedHashMap<>();
            for (expect('{'); peek() != '}'; ) {
                if (!members.isEmpty())
                    expect(',');
                String name = string();
                expect(':');
                if (members.put(name, value()) != null)
                    throw wrong("a name of its own");
            }
            expect('}');
            return members;
        }

        private List<Object> array() {
            List<Object> values = new ArrayList<>();
            for (expect('['); peek() != ']'; values.add(value()))
                if (!values.isEmpty())
                    expect(',');
            expect(']');
            return values;
        }

        private String string() {
            StringBuilder string = new StringBuilder();
            for (expect('"'); peek() != '"'; string.append(character()))
                if (peek() < ' ')
                    throw wrong("no control character");
            expect('"');
            return string.toString();
        }

        private char character() {
            char next = text.charAt(at++);
            if (next != '\\')
                return next;
            char escaped = text.charAt(at++);
            if (escaped == '"' || escaped == '\\')
                return escaped;
            if (escaped != 'u')
                throw wrong("an escape");
            at += 4;
            return (char)Integer.parseInt(text.substring(at - 4, at), 16);
        }

        private Object literal() {
            int from = at;
            while (at < text.length() && ",]}".indexOf(text.charAt(at)) < 0)
                at++;
            String literal = text.substring(from, at);
            if (literal.equals("null"))
                return null;
            if (literal.equals("true") || literal.equals("false"))
                return Boolean.valueOf(literal);
            if (literal.matches("-?(0|[1-9][0-9]*)"))
                return Long.valueOf(literal);
            if (!literal.matches("-?(0|[1-9][0-9]*)([.][0-9]+)?([eE][-+]?[0-9]+)?"))
                throw wrong("a number, a truth value or null, not " + literal);
            return Double.valueOf(literal);
        }

        private char peek() {
            if (at == text.length())
                throw wrong("more");
            return text.charAt(at);
        }

        private void expect(char expected) {
            if (peek() != expected)
                throw wrong(String.valueOf(expected));
            at++;
        }

        private AssertionError wrong(String expected) {
            return new AssertionError("expected " + expected + " at " + at + " of " + text);
        }
    }

    private final Object value;

    private JsonValue(Object value) {
        this.value = value;
    }

    static JsonValue parse(String text) {
        Reader reader = new Reader(text);
        JsonValue value = new JsonValue(reader.value());
        if (reader.at != text.length())
            throw reader.wrong("the end");
        return value;
    }

    JsonValue get(String name) {
        Map<?, ?> members = (Map<?, ?>)value;
        if (!members.containsKey(name))
            throw new AssertionError("no " + name + " in " + members);
        return new JsonValue(members.get(name));
    }

    boolean has(String name) {
        return ((Map<?, ?>)value).containsKey(name);
    }

    List<JsonValue> list() {
        List<JsonValue> values = new ArrayList<>();
        ((List<?>)value).forEach(each -> values.add(new JsonValue(each)));
        return values;
    }

    long number() {
        return (Long)value;
    }

    double real() {
        return ((Number)value).doubleValue();
    }

    String text() {
        return (String)value;
    }

    boolean isTrue() {
        return (Boolean)value;
    }
}
