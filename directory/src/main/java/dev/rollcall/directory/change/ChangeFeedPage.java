package dev.rollcall.directory.change;

import java.util.List;

/**
 * A stretch of the change record. A change in parts may begin in one page and go on in the next.
 *
 * @param position what to pass as the position to read on; opaque
 */
public record ChangeFeedPage(List<ChangeRecord> changes, String position) {
    public ChangeFeedPage {
        changes = List.copyOf(changes);
    }
}
