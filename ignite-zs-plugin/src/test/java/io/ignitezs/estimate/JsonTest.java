package io.ignitezs.estimate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class JsonTest {
    @Test void writesOneLine() {
        Json json = new Json().beginObject().name("list").beginArray().beginObject().name("number").value(1L).name("real").value(0.25).endObject()
            .beginObject().endObject().endArray().name("yes").value(true).name("none").value(null).name("empty").beginArray().endArray().endObject();
        assertEquals("{\"list\":[{\"number\":1,\"real\":0.25},{}],\"yes\":true,\"none\":null,\"empty\":[]}", json.toString());
    }

    @Test void escapesWhatMustNotStandInText() {
        Json json = new Json().beginArray().value("a\"b\\c\nd\te\u0001\u00e9").endArray();
        assertEquals("[\"a\\\"b\\\\c\\u000ad\\u0009e\\u0001\u00e9\"]", json.toString());
    }

    /** JSON has no such numbers. */
    @Test void numbersThatAreNoneAreNull() {
        assertEquals("[null,null,null]", new Json().beginArray().value(Double.NaN).value(Double.POSITIVE_INFINITY).real(Double.NaN).endArray().toString());
    }

    /** A comma, a brace or a colon that ends a text separates nothing. */
    @Test void textMayEndAsStructureBegins() {
        assertEquals("[\"{\",\"[\",\":\",\",\"]", new Json().beginArray().value("{").value("[").value(":").value(",").endArray().toString());
    }
}
