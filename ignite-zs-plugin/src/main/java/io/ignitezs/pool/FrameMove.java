package io.ignitezs.pool;

import io.ignitezs.zspage.ZspageFrames;
import io.ignitezs.zspage.Zspages;

/** One zspage on its way to other frames: all of its frames, or one frame of a chain. */
final class FrameMove {
    final int zspage;

    /** How its slots were occupied when it was isolated. */
    int changes;

    private final int frameCount;

    /** The one frame of a chain, and its place there; -1 if all frames move. */
    private final int frame;
    private int index = -1;
    private int oldWord;
    private int newWord = ZspageFrames.NONE;
    private boolean published;

    private FrameMove(int zspage, int frameCount, int frame) {
        this.zspage = zspage;
        this.frameCount = frameCount;
        this.frame = frame;
    }

    static FrameMove ofAll(int zspage, int frameCount) {
        return new FrameMove(zspage, frameCount, -1);
    }

    static FrameMove ofOne(int zspage, int frame) {
        return new FrameMove(zspage, 1, frame);
    }

    /** The zspage is isolated. @param word of its frames */
    void begin(int word, int occupied) {
        oldWord = word;
        changes = occupied;
    }

    /** Whether the zspage, isolated now, has what is to be moved. @param frames of zspages of its class */
    boolean isPossible(ZspageFrames zspageFrames, int frames) {
        if (frame >= 0)
            index = ZspageFrames.isRun(oldWord) ? -1 : zspageFrames.indexOf(oldWord, frames, frame);
        return frame < 0 || index >= 0;
    }

    int frameCount() {
        return frameCount;
    }

    boolean isPublished() {
        return published;
    }

    /** Copies under the zspage's read lock. @param toWord of frames taken for it */
    void copy(ZspageFrames frames, int toWord) {
        newWord = toWord;
        if (index < 0)
            frames.copy(oldWord, toWord, frameCount);
        else
            frames.copy(frame, toWord, 1);
    }

    /** Under the class lock. @param headersChanged since the zspage was isolated */
    void publish(Zspages zspages, boolean headersChanged) {
        if (headersChanged && index < 0)
            zspages.copyHeaders(zspage, newWord);
        else if (headersChanged)
            zspages.copyHeaders(zspage, index, newWord);
        replace(zspages);
        published = true;
    }

    void freeOld(ZspageFrames frames) {
        frames.free(zspage, oldWord, frameCount);
    }

    void retireOld(RetiredFrames retired) {
        retired.add(zspage, oldWord, frameCount);
    }

    /** Of one frame, {@code oldWord} becomes the word of that frame alone. */
    private void replace(Zspages zspages) {
        if (index < 0) {
            zspages.replaceFrames(zspage, newWord);
            return;
        }
        zspages.frames().replaceFrame(oldWord, index, newWord);
        oldWord = frame;
    }
}
