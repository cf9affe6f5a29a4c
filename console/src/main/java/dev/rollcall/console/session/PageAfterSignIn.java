package dev.rollcall.console.session;

import dev.rollcall.console.frame.ConsolePath;
import java.util.Optional;

/** Where somebody goes who has signed in: to a page of this console, whatever the link says. */
final class PageAfterSignIn {
    static final int LONGEST = 1_024;

    private PageAfterSignIn() {}

    /** Path and query of the page that was wanted; of the overview for anything that is none of this console. */
    static String of(Optional<String> wanted) {
        return wanted
                .filter(url -> url.length() <= LONGEST
                        && (url.equals(ConsolePath.PREFIX)
                                || url.startsWith(ConsolePath.PREFIX + "/")
                                || url.startsWith(ConsolePath.PREFIX + "?"))
                        && !url.contains("/..")
                        && url.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '\\'))
                .orElse(ConsolePath.PREFIX);
    }
}
