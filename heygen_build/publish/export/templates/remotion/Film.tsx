import {AbsoluteFill, Audio, OffthreadVideo, Sequence, staticFile} from 'remotion';
import type {Caption, FilmProps, Music, Piece} from './film';

export const Film: React.FC<FilmProps> = ({pictures, sounds, music, captions, showCaptions}) => (
  <AbsoluteFill style={{backgroundColor: 'black'}}>
    {pictures.map((piece) => (
      <Sequence key={piece.from} name={piece.name} from={piece.from} durationInFrames={piece.durationInFrames}>
        <Picture piece={piece} />
      </Sequence>
    ))}
    {sounds.map((piece) => (
      <Sequence key={piece.from} name={piece.name} from={piece.from} durationInFrames={piece.durationInFrames}>
        <Audio src={staticFile(piece.src)} startFrom={piece.startFrom} />
      </Sequence>
    ))}
    {music.map((bed, index) => (
      <Sequence key={index} name={bed.src} from={bed.from} durationInFrames={bed.durationInFrames}>
        <Audio src={staticFile(bed.src)} startFrom={bed.startFrom} volume={(frame) => level(bed, frame)} />
      </Sequence>
    ))}
    {showCaptions
      ? captions.map((caption) => (
          <Sequence key={caption.from} from={caption.from} durationInFrames={caption.durationInFrames}>
            <Captioned caption={caption} />
          </Sequence>
        ))
      : null}
  </AbsoluteFill>
);

const Picture: React.FC<{piece: Piece}> = ({piece}) => (
  <OffthreadVideo
    src={staticFile(piece.src)}
    startFrom={piece.startFrom}
    muted
    transparent={piece.src.endsWith('.webm')}
    style={{width: '100%', height: '100%'}}
  />
);

const Captioned: React.FC<{caption: Caption}> = ({caption}) => (
  <AbsoluteFill style={{justifyContent: 'flex-end', alignItems: 'center', paddingBottom: '5%'}}>
    <div
      dir="auto"
      style={{
        fontFamily: 'sans-serif',
        fontSize: '5vmin',
        fontWeight: 600,
        lineHeight: 1.3,
        color: 'white',
        backgroundColor: 'rgba(0, 0, 0, 0.63)',
        borderRadius: '0.8vmin',
        padding: '0.6vmin 2vmin',
        textAlign: 'center',
        whiteSpace: 'pre-line',
      }}
    >
      {caption.lines.join('\n')}
    </div>
  </AbsoluteFill>
);

/** The loudness of music at a frame of its own, between its fades. */
const level = ({volume, from, fades}: Music, frame: number): number => {
  const rising = fades.in > 0 ? (from + frame - fades.begin) / fades.in : 1;
  const falling = fades.out > 0 ? (fades.end - from - frame) / fades.out : 1;
  return volume * Math.max(0, Math.min(1, rising, falling));
};
