package dev.rollcall.server;

/** The content types that the server answers with. */
final class MediaTypes {
    static final String SCIM = "application/scim+json;charset=utf-8";

    private MediaTypes() {}
}
