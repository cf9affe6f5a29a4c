package dev.rollcall.directory.storage;

/** What a deleted person was called, who had that id. */
public record RetiredSubject(String subject, String id) {}
