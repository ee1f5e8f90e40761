package io.ignitezs.tier;

/** A part of a tier: so many bytes, or a share of whatever the limit is. */
public final class PoolPart {
    private final long bytes;
    private final double share;

    private PoolPart(long bytes, double share) {
        this.bytes = bytes;
        this.share = share;
    }

    public static PoolPart ofBytes(long bytes) {
        return new PoolPart(bytes, 0);
    }

    /** @param share 0..1 */
    public static PoolPart ofShare(double share) {
        return new PoolPart(0, share);
    }

    /** The same of a tier that has so many times less. */
    public PoolPart ofSmaller(int times) {
        return new PoolPart(bytes / times, share);
    }

    /** In a tier with this limit. */
    public long of(long limitBytes) {
        return bytes + (long)(share * limitBytes);
    }
}
