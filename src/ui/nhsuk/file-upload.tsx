import type { ControlAttributes, ExtraAttributes } from './attributes.ts';
import { joinClasses } from './classes.ts';
import { Field } from './form-group.tsx';
import type { FieldProps } from './form-group.tsx';

/** A question answered with one or more files. */
export function FileUpload(props: FileUploadProps) {
  return (
    <Field
      field={props}
      groupClasses="nhsuk-file-upload"
      groupAttributes={scriptAttributes(props)}
      control={({ id, describedBy }) => (
        <>
          {props.formGroup?.beforeInput}
          <input
            class={joinClasses('nhsuk-file-upload__input', props.classes)}
            id={id}
            name={props.name}
            type="file"
            disabled={props.disabled}
            multiple={props.multiple}
            aria-describedby={describedBy}
            {...props.attributes}
          />
          {props.formGroup?.afterInput}
        </>
      )}
    />
  );
}

/** Settings the component's script reads. */
function scriptAttributes(props: FileUploadProps): ExtraAttributes {
  const attributes: ExtraAttributes = {
    'data-module': 'nhsuk-file-upload',
    'data-choose-files-button-class-list':
      props.chooseFilesButtonClassList && JSON.stringify(props.chooseFilesButtonClassList),
    'data-i18n.choose-files-button': props.chooseFilesButtonText,
    'data-i18n.no-file-chosen': props.noFileChosenText,
    'data-i18n.drop-instruction': props.dropInstructionText,
    'data-i18n.entered-drop-zone': props.enteredDropZoneText,
    'data-i18n.left-drop-zone': props.leftDropZoneText,
  };
  for (const [rule, text] of Object.entries(props.multipleFilesChosenText ?? {})) {
    attributes[`data-i18n.multiple-files-chosen.${rule}`] = text;
  }
  return attributes;
}

export interface FileUploadProps extends FieldProps {
  /** Accept more than one file. */
  multiple?: boolean;
  /** Classes of the button that the script draws. */
  chooseFilesButtonClassList?: readonly string[];
  chooseFilesButtonText?: string;
  noFileChosenText?: string;
  /** Texts by plural rule, each holding `%{count}`. */
  multipleFilesChosenText?: { one?: string; other: string };
  dropInstructionText?: string;
  enteredDropZoneText?: string;
  leftDropZoneText?: string;
  classes?: string;
  attributes?: ControlAttributes;
}
