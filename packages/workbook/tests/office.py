"""Opens a workbook in LibreOffice, types into cells as a person does, saves it as xlsx and reports what it saw.

usage: office.py <in.xlsx> <out.xlsx> <edits as JSON: [[sheet, cell, text], ...]>
"""

import json
import os
import subprocess
import sys
import tempfile
import time

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException


def option(name, value):
    return PropertyValue(Name=name, Value=value)


def connect(pipe):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(240):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.25)
    raise SystemExit("LibreOffice did not answer within a minute")


def edit(context, document, edits):
    """Types through the window's own commands, which keep locked cells as they are; nothing is unprotected here."""
    dispatcher = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", context)
    frame = document.CurrentController.Frame
    done = []
    for sheet, cell, text in edits:
        target = document.Sheets.getByName(sheet).getCellRangeByName(cell)
        before = target.Formula
        document.CurrentController.setActiveSheet(document.Sheets.getByName(sheet))
        dispatcher.executeDispatch(frame, ".uno:GoToCell", "", 0, (option("ToPoint", cell),))
        dispatcher.executeDispatch(frame, ".uno:EnterString", "", 0, (option("StringName", text),))
        done.append({"cell": cell, "before": before, "after": target.Formula,
                     "locked": target.CellProtection.IsLocked, "validation": target.Validation.Type.value})
    return done


def main():
    source, target, edits = sys.argv[1], sys.argv[2], json.loads(sys.argv[3])
    pipe = f"duibiao{os.getpid()}"
    with tempfile.TemporaryDirectory() as home:
        office = subprocess.Popen(
            ["soffice", f"-env:UserInstallation=file://{home}", "--headless", "--norestore", "--nologo",
             f"--accept=pipe,name={pipe};urp;"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        desktop = None
        try:
            context = connect(pipe)
            desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
            document = desktop.loadComponentFromURL(f"file://{source}", "_blank", 0, (option("Hidden", True),))
            report = {
                "edits": edit(context, document, edits),
                "sheets": [
                    {"name": s.Name, "visible": s.IsVisible, "protected": s.isProtected()} for s in document.Sheets
                ],
            }
            document.calculateAll()
            document.storeToURL(f"file://{target}", (option("FilterName", "Calc MS Excel 2007 XML"),))
            document.close(True)
            print(json.dumps(report, ensure_ascii=False))
        finally:
            try:
                desktop.terminate()
            except Exception:  # it may be gone, or never have come
                pass
            try:
                office.wait(10)
            except subprocess.TimeoutExpired:
                office.kill()


main()
