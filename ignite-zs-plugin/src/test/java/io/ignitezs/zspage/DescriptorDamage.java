package io.ignitezs.zspage;

import io.ignitezs.mem.Memory;
import java.util.Random;

/** Flips one random bit in descriptors. */
public final class DescriptorDamage {
    private DescriptorDamage() {
    }

    /**
     * In the link of one that is not in use. Nobody may get it meanwhile: the same bytes lead through a list of zspages then.
     * @return whether it was not in use
     */
    public static boolean freeLink(Zspages zspages, int zspage, Random random) {
        synchronized (zspages.descriptors()) {
            if (zspages.isActive(zspage))
                return false;
            long link = zspages.descriptor(zspage) + Descriptor.NEXT_OFFSET;
            Memory.putInt(link, Memory.getInt(link) ^ 1 << random.nextInt(Integer.SIZE));
            return true;
        }
    }
}
