package dev.homeport.client;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// The npm libraries, at a router whose providers take long.
@Tag("story")
@ExtendWith(NeedsNpm.class)
@ParameterizedClass(name = "{0}")
@EnumSource(names = {"OLLAMA_JS", "OPENAI_JS", "ANTHROPIC_JS", "VERCEL"})
class NodeWaitingStory extends WaitingContract {}
