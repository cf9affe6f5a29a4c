package dev.rollcall.console.http;

import dev.rollcall.console.frame.Frame;
import dev.rollcall.console.frame.HeldMemory;
import dev.rollcall.console.frame.PageParts;
import dev.rollcall.directory.access.ConsoleSessions;
import java.util.Optional;

/** What the answer to one request needs that goes on. */
record RequestParts(PageRenderer renderer, ConsoleSessions sessions, Optional<String> cookie, PageMemory memory)
        implements
            PageParts {
    @Override
    public void reserve(long bytes) {
        memory.reserve(bytes);
    }

    @Override
    public HeldMemory hold(long bytes) {
        return memory.hold(bytes);
    }

    @Override
    public String render(String template, Frame frame, Object view) {
        return renderer.text(template, frame, view);
    }

    @Override
    public boolean isStillSignedIn() {
        return cookie.filter(sessions::isGood).isPresent();
    }
}
