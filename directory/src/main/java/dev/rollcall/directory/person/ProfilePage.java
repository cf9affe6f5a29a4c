package dev.rollcall.directory.person;

import dev.rollcall.directory.DirectoryException;
import dev.rollcall.directory.DirectoryException.Kind;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** The profiles of a page, within a bound of bytes. A page by its number must not end early; one that is followed by a cursor may. */
final class ProfilePage {
    private final int maxBytes;
    private final List<ObjectNode> profiles = new ArrayList<>();
    private long bytes;

    ProfilePage(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Takes one more. @return false, and it is not taken, when the page would be too large */
    boolean add(ObjectNode profile) {
        bytes += profile.toString().length();
        if (bytes > maxBytes && !profiles.isEmpty()) {
            return false;
        }
        profiles.add(profile);
        return true;
    }

    int size() {
        return profiles.size();
    }

    List<ObjectNode> profiles() {
        return profiles;
    }

    DirectoryException tooLarge() {
        return new DirectoryException(Kind.INVALID,
                "The profiles of this page, and what is kept beside them, have more than " + maxBytes
                        + " bytes in all (limits.profile-page-bytes). Ask for fewer a page with per_page.");
    }
}
