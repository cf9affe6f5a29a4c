package dev.rollcall.console.frame;

/** A page that leads on by itself. @param url to where, within this console */
public record OnwardView(String url) {}
