package dev.rollcall.console.setup;

/** A page that leads on by itself. @param url to where */
public record ArrivalView(String url) {}
