package dev.rollcall.directory.storage;

/** What only the product has of people, to read and write. */
public interface OverlayStore extends OverlayView {

    /**
     * Writes a person's overlay.
     *
     * @param next its revision is one more than that of the one before, 1 when there was none
     * @return false, and nothing is changed, when the one before is another one by now
     */
    boolean put(StoredOverlay next);
}
