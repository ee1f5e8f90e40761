package io.ignitezs.tier;

/** Why a page was not taken in, see {@link Admission}. */
enum Refusal {
    STALE,
    POLICY,
    HYSTERESIS,
    FULL,
    RAW,
    QUOTA,
    DIRTY,
    FAILED
}
