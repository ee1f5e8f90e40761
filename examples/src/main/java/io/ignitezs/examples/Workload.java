package io.ignitezs.examples;

/** The ways in which a data set is read. */
enum Workload {
    UNIFORM("by key, uniform"),
    ZIPFIAN("by key, Zipfian 0.99"),
    SQL("by SQL");

    private final String title;

    Workload(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }
}
