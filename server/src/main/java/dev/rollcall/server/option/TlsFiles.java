package dev.rollcall.server.option;

import java.nio.file.Path;

/**
 * The server's certificate.
 *
 * @param certificate a PEM file with the certificate, followed by the chain up to the root
 * @param key a PEM file with its private key, not encrypted
 */
public record TlsFiles(Path certificate, Path key) {}
