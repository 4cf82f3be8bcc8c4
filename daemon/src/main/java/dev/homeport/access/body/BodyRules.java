package dev.homeport.access.body;

/// What the owner lets keys without scope admin do through a body (`policy` in the settings).
///
/// @param numCtx the largest `num_ctx` that passes, because some clients always send one
/// @param loadOptionsNeedAdmin whether the other options that make Ollama load the model anew do
/// @param unloadNeedsAdmin whether unloading a model and keeping it for ever do
/// @param cloudNamesRefused whether names that Ollama sends to its cloud are refused
/// @param webSearchNeedsAdmin whether offering a tool that Ollama runs with the owner's account
///   does
public record BodyRules(
    long numCtx,
    boolean loadOptionsNeedAdmin,
    boolean unloadNeedsAdmin,
    boolean cloudNamesRefused,
    boolean webSearchNeedsAdmin) {}
