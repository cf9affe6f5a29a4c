package dev.rollcall.console.stream;

import java.util.Optional;

/**
 * What would be sent for a person or an event, and by which mapping.
 *
 * @param formUrl where the form goes
 * @param user that is shown; empty text for none
 * @param event that is shown; empty text for none
 * @param mayAsk whether a person may be asked for
 * @param mapping the rows that are in force, or where they come from
 */
public record StreamPreviewView(String name, String streamUrl, String formUrl, String user, String event,
        boolean mayAsk, Optional<WouldSend> shown, String mapping, String command) {}
