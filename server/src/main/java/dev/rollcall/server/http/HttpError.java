package dev.rollcall.server.http;

/**
 * A refusal, before it has the form of a surface's errors.
 *
 * @param status from 400 on
 * @param detail a sentence that tells the client's administrator what to do
 */
public record HttpError(int status, String detail) {}
