package io.ignitezs.pool;

import io.ignitezs.mem.Memory;
import io.ignitezs.mem.ZsCorruptionException;
import io.ignitezs.zspage.DescriptorDamage;
import io.ignitezs.zspage.Zspages;
import java.util.Random;

/** Flips one random bit in the words that lead to objects. By compare-and-set, because movers and other users go on meanwhile. */
public final class PoolDamage {
    private static final int TRIES = 20;

    private PoolDamage() {
    }

    /** In the handle table. */
    public static boolean location(ZsPool pool, Random random) {
        int end = pool.handles().end();
        return end > 1 && flip(pool.handles().addressOf(1 + random.nextInt(end - 1)), random.nextInt(Long.SIZE));
    }

    /** Where the location of a handle is. */
    public static long locationOf(ZsPool pool, long handle) {
        return pool.handles().addressOf(Handle.slot(handle));
    }

    /** In the header of a slot, used, free or waiting. */
    public static boolean slotHeader(ZsPool pool, Random random) {
        int zspage = zspage(pool, random, true);
        boolean[] flipped = new boolean[1];
        if (zspage != 0)
            classPool(pool, zspage).locked(() -> flipped[0] = slotHeader(pool.zspages(), zspage, random));
        return flipped[0];
    }

    /** In the link of a descriptor that is not in use. */
    public static boolean freeRecord(ZsPool pool, Random random) {
        int zspage = zspage(pool, random, false);
        return zspage != 0 && DescriptorDamage.freeLink(pool.zspages(), zspage, random);
    }

    /** In the record of the frames of a zspage that do not lie side by side. Two flipped bits of one number are more than its parity shows. */
    public static boolean chainRecord(ZsPool pool, Random random) {
        int end = pool.zspages().frames().chainEnd();
        boolean[] flipped = new boolean[1];
        for (int tries = 0; end > 1 && tries < TRIES && !flipped[0]; tries++) {
            int chain = 1 + random.nextInt(end - 1);
            int zspage = pool.zspages().frames().chainOwnerHint(chain);
            if (zspage != 0)
                classPool(pool, zspage).locked(() -> flipped[0] = chainRecord(pool.zspages(), zspage, chain, random));
        }
        return flipped[0];
    }

    /** The class lock keeps the record what it is. */
    private static boolean chainRecord(Zspages zspages, int zspage, int chain, Random random) {
        if (!zspages.isActive(zspage) || zspages.framesWord(zspage) != ~chain)
            return false;
        long cell = zspages.frames().cellAddress(chain, random.nextInt(zspages.sizeClass(zspage).frames()));
        int value = Memory.getIntVolatile(cell);
        if ((Integer.bitCount(value) & 1) != 0)
            return false;
        Memory.putIntVolatile(cell, value ^ 1 << random.nextInt(Integer.SIZE));
        return true;
    }

    private static boolean slotHeader(Zspages zspages, int zspage, Random random) {
        if (!zspages.isActive(zspage) || zspages.fresh(zspage) == 0)
            return false;
        try {
            return flip(zspages.headerAddress(zspage, random.nextInt(zspages.fresh(zspage))), random.nextInt(Long.SIZE));
        }
        catch (ZsCorruptionException damagedAlready) {
            return false;
        }
    }

    private static ClassPool classPool(ZsPool pool, int zspage) {
        return pool.classPools()[pool.zspages().classIndexHint(zspage)];
    }

    /** @return 0 if none was found */
    private static int zspage(ZsPool pool, Random random, boolean active) {
        int end = pool.zspages().end();
        for (int tries = 0; end > 1 && tries < TRIES; tries++) {
            int zspage = 1 + random.nextInt(end - 1);
            if (pool.zspages().isActive(zspage) == active)
                return zspage;
        }
        return 0;
    }

    private static boolean flip(long address, int bit) {
        long word = Memory.getLongVolatile(address);
        return Memory.compareAndSetLong(address, word, word ^ 1L << bit);
    }
}
