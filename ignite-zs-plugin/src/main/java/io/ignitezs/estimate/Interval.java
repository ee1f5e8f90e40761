package io.ignitezs.estimate;

import java.io.Serializable;
import java.util.Locale;

/** An estimate and how far it may be from the truth: in 95 of 100 samples the truth lies between {@code value - error} and {@code value + error}. */
public final class Interval implements Serializable {
    private static final long serialVersionUID = 1L;

    private final double value;
    private final double error;

    Interval(double value, double error) {
        this.value = value;
        this.error = error;
    }

    public double value() {
        return value;
    }

    /** 0 if everything was looked at, NaN if too little was. */
    public double error() {
        return error;
    }

    Interval times(double factor) {
        return new Interval(value * factor, error * factor);
    }

    /** @param format of both numbers, such as {@code %.3f} */
    String format(String format) {
        String number = String.format(Locale.ROOT, format, value);
        return number + " +-" + (Double.isNaN(error) ? "?" : String.format(Locale.ROOT, format, error));
    }

    @Override public String toString() {
        return format("%.3f");
    }
}
