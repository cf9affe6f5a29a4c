package dev.rollcall.console.live;

import java.nio.charset.StandardCharsets;

/**
 * One event for a page that follows what happens.
 *
 * @param name by which the page knows what to do with it
 * @param id what the browser says it has seen when it comes back; one line, empty text for none
 * @param data as the page wants it, of any number of lines
 */
public record LiveEvent(String name, String id, String data) {
    /** The reader is not signed in any more; nothing follows. */
    public static final String GONE = "gone";
    /** A sign of life that a page can see. */
    public static final String BEAT = "beat";
    /** What was followed is over; nothing follows. */
    public static final String DONE = "done";

    boolean isLast() {
        return name.equals(DONE);
    }

    byte[] frame() {
        StringBuilder frame = new StringBuilder("event: " + name + "\n");
        if (!id.isEmpty()) {
            frame.append("id: ").append(id).append('\n');
        }
        if (data.isEmpty()) {
            frame.append("data:\n");
        }
        data.lines().forEach(line -> frame.append("data: ").append(line).append('\n'));
        return frame.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }
}
