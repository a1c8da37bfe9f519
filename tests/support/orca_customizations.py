"""For Orca, which reads this file as orca-customizations.py: write what it says into the file that SPOKEN names, line by line."""

import os
import signal
import sys

from gi.repository import GLib
from orca import orca_state, settings, speechserver

PAGE_END = "\f"  # behind a page that is read to its end


class SpeechServer(speechserver.SpeechServer):
    """A voice that is done as soon as it begins."""

    @staticmethod
    def getSpeechServer(info=None):
        return SpeechServer()

    def getInfo(self):
        return ["file", "file"]

    def getVoiceFamilies(self):
        return []

    def speak(self, text=None, acss=None, interrupt=True):
        with open(os.environ["SPOKEN"], "a", encoding="utf-8") as file:
            file.write(f"{text}\n")

    def sayAll(self, utterances, progress):
        for context, _ in utterances:
            self.speak(context.utterance)
            context.currentOffset = context.endOffset
        self.speak(PAGE_END)
        progress(context, speechserver.SayAllContext.COMPLETED)


def read_page():
    orca_state.activeScript.sayAll(None)
    return GLib.SOURCE_CONTINUE


# Not when a page is loaded, while scripts may still be at work.
settings.sayAllOnLoad = False
GLib.unix_signal_add(GLib.PRIORITY_DEFAULT, signal.SIGUSR1, read_page)
sys.modules["spoken"] = sys.modules[__name__]
settings.speechServerFactory = "spoken"
