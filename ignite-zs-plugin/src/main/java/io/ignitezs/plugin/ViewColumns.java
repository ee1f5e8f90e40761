package io.ignitezs.plugin;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.apache.ignite.spi.systemview.view.SystemViewRowAttributeWalker;

/**
 * The columns of a system view, and where each stands in a row. SQL has them in capitals: {@code usedBytes} is {@code USED_BYTES} there.
 * @param <R> a row
 */
final class ViewColumns<R> implements SystemViewRowAttributeWalker<R> {
    private final List<Column<R>> columns = new ArrayList<>();

    ViewColumns<R> text(String name, Function<R, String> value) {
        return add(name, String.class, (place, row, to) -> to.accept(place, name, String.class, value.apply(row)));
    }

    ViewColumns<R> integer(String name, ToIntFunction<R> value) {
        return add(name, int.class, (place, row, to) -> to.acceptInt(place, name, value.applyAsInt(row)));
    }

    ViewColumns<R> number(String name, ToLongFunction<R> value) {
        return add(name, long.class, (place, row, to) -> to.acceptLong(place, name, value.applyAsLong(row)));
    }

    ViewColumns<R> share(String name, ToDoubleFunction<R> value) {
        return add(name, double.class, (place, row, to) -> to.acceptDouble(place, name, value.applyAsDouble(row)));
    }

    ViewColumns<R> flag(String name, Predicate<R> value) {
        return add(name, boolean.class, (place, row, to) -> to.acceptBoolean(place, name, value.test(row)));
    }

    @Override public int count() {
        return columns.size();
    }

    @Override public void visitAll(AttributeVisitor visitor) {
        for (int place = 0; place < columns.size(); place++)
            visitor.accept(place, columns.get(place).name, columns.get(place).type);
    }

    @Override public void visitAll(R row, AttributeWithValueVisitor visitor) {
        for (int place = 0; place < columns.size(); place++)
            columns.get(place).value.show(place, row, visitor);
    }

    private ViewColumns<R> add(String name, Class<?> type, Value<R> value) {
        columns.add(new Column<>(name, type, value));
        return this;
    }

    private static final class Column<R> {
        final String name;
        final Class<?> type;
        final Value<R> value;

        Column(String name, Class<?> type, Value<R> value) {
            this.name = name;
            this.type = type;
            this.value = value;
        }
    }

    private interface Value<R> {
        void show(int place, R row, AttributeWithValueVisitor to);
    }
}
