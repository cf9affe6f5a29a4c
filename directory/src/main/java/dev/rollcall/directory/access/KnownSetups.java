package dev.rollcall.directory.access;

import dev.rollcall.directory.setup.SetupLink;
import dev.rollcall.directory.storage.Share;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which secrets and cookies of set-up links were good a moment ago, by their hashes: whoever shows one of them is read for in the share
 * of that link, so that those who show anything else do not stand in the way. At most {@link #MOST} are remembered; of more, those go
 * that were not shown for longest. Nothing is believed by it: what is shown is looked up each time. Safe for use by many threads.
 */
final class KnownSetups {
    /** How many secrets and cookies are remembered, of some 300 bytes each. */
    static final int MOST = 10_000;

    private final Map<String, Share> shares = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Share> eldest) {
            return size() > MOST;
        }
    };

    /** For whom it counts to look up what was shown. */
    Share share(String hash) {
        synchronized (shares) {
            return Optional.ofNullable(shares.get(hash)).orElse(Share.UNPROVEN);
        }
    }

    /** It was looked up. @param found the link; empty when it is not good */
    void note(String hash, Optional<SetupLink> found) {
        synchronized (shares) {
            found.ifPresentOrElse(link -> {
                Share share = new Share("setup " + link.linkId());
                shares.put(link.secretHash(), share);
                shares.put(link.cookieHash(), share);
            }, () -> shares.remove(hash));
        }
    }
}
