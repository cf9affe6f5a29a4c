package dev.rollcall.directory.stream;

import dev.rollcall.directory.event.SubjectKey;

/**
 * Something that a sync has to do.
 *
 * @param subject the text of a {@link SubjectKey}, or another key of at most 1,100 characters for a resource that only the target has
 * @param action such as {@code create}
 * @param detail a JSON object
 * @param done whether it is done
 */
public record SyncItem(String subject, String action, String detail, boolean done) {}
