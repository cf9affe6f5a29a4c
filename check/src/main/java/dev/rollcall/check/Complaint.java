package dev.rollcall.check;

/**
 * What is wrong with an answer.
 *
 * @param text the end of a sentence that begins with the request
 */
record Complaint(String text, Symptom symptom) {}
