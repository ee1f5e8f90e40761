package io.ignitezs;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** Awaitility gives up after ten seconds if it is not told otherwise, which a busy machine or a slow disk takes for what is done in no time elsewhere. */
public final class PatientWaits implements LauncherSessionListener {
    @Override public void launcherSessionOpened(LauncherSession session) {
        Awaitility.setDefaultTimeout(Duration.ofMinutes(2));
    }
}
