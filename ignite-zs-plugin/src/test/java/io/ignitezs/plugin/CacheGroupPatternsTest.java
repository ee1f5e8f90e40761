package io.ignitezs.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class CacheGroupPatternsTest {
    @ParameterizedTest
    @CsvSource({"orders, orders, true", "orders, orders2, false", "orders, Orders, false", "orders*, orders, true",
        "orders*, orders-2026, true",
        "orders*, my-orders, false", "*orders, my-orders, true", "*, anything, true", "o?ders, orders, true",
        "o?ders, oders, false", "a.b, a.b, true", "a.b, axb, false", "[a]+(b), [a]+(b), true", "a\\Eb*, a\\Ebc, true", 
        "SQL_PUBLIC_?*, SQL_PUBLIC_T, true", "SQL_PUBLIC_?*, SQL_PUBLIC_, false"})
    void matchesWholeNames(String pattern, String group, boolean matches) {
        assertEquals(matches, new CacheGroupPatterns(List.of(pattern), List.of()).test(group));
    }

    @Test void withoutPatternsAllAreIncluded() {
        assertTrue(new CacheGroupPatterns(List.of(), List.of()).test("orders"));
    }

    @Test void excludedWins() {
        CacheGroupPatterns patterns = new CacheGroupPatterns(List.of("orders*", "customers"), List.of("*-log", "orders-0"));
        assertTrue(patterns.test("orders-1"));
        assertTrue(patterns.test("customers"));
        assertFalse(patterns.test("orders-0"));
        assertFalse(patterns.test("orders-log"));
        assertFalse(patterns.test("prices"));
    }

    @Test void excludedAloneLeavesTheOthers() {
        CacheGroupPatterns patterns = new CacheGroupPatterns(List.of(), List.of("*-log"));
        assertTrue(patterns.test("orders"));
        assertFalse(patterns.test("orders-log"));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", " orders", "orders ", "or\nders", "orders\t*"})
    void malformed(String pattern) {
        assertTrue(CacheGroupPatterns.isMalformed(pattern));
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders", "my orders", "*", "a.b", "[x]", "größe?"})
    void wellFormed(String pattern) {
        assertFalse(CacheGroupPatterns.isMalformed(pattern));
    }

    @Test void namesHaveNoWildcard() {
        assertTrue(CacheGroupPatterns.isName("orders"));
        assertFalse(CacheGroupPatterns.isName("orders*"));
        assertFalse(CacheGroupPatterns.isName("orders?"));
    }
}
