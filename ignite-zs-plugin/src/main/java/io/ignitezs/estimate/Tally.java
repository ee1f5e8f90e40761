package io.ignitezs.estimate;

/** Sums from which the mean and the variance of a sample come. */
final class Tally {
    private long count;
    private double mean;

    /** Of the squared distances from the mean. */
    private double squares;

    void add(double value) {
        count++;
        double distance = value - mean;
        mean += distance / count;
        squares += distance * (value - mean);
    }

    /** As if all values of another one had been added. */
    void add(Tally other) {
        if (other.count == 0)
            return;
        double distance = other.mean - mean;
        long both = count + other.count;
        squares += other.squares + distance * distance * count * other.count / both;
        mean += distance * other.count / both;
        count = both;
    }

    long count() {
        return count;
    }

    /** 0 without values. */
    double mean() {
        return mean;
    }

    double sum() {
        return mean * count;
    }

    /** Of the values that the sample was taken from; 0 with fewer than two. */
    double variance() {
        return count < 2 ? 0 : squares / (count - 1);
    }
}
