package dev.homeport.client;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// The Java libraries, at a router whose providers take long.
@Tag("story")
@ParameterizedClass(name = "{0}")
@EnumSource(names = {"OPENAI_JAVA", "LANGCHAIN4J"})
class JavaWaitingStory extends WaitingContract {}
